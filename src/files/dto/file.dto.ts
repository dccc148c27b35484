export class UploadedDocumentDto {
  /** Names the document where it is imported into a knowledge base. @example handbook_1a2b3c4d.pdf */
  file_id: string;
}

export class UploadedImageDto {
  /** Names the picture in `GET /api/v1/files/image/{key}`. @example logo_1a2b3c4d.png */
  file_key: string;
}
