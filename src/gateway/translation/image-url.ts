import type { ImageSource } from '../../providers/calls/chat-call.js';
import type { RequestField } from './request-field.js';

const DATA_URL = /^data:(image\/[a-z0-9.+-]+);base64,/i;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** A picture by its address, or within it. */
export function readImageUrl(field: RequestField): ImageSource {
  const url = field.filledText();
  if (/^data:/i.test(url)) return readDataUrl(field, url);
  if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw field.broken('must be an http, https or data URL');
  }
  return { url };
}

export function readBase64(field: RequestField): string {
  return demandBase64(field, field.filledText());
}

function readDataUrl(field: RequestField, url: string): ImageSource {
  const [start, mediaType] = DATA_URL.exec(url) ?? [];
  if (start === undefined || mediaType === undefined) {
    throw field.broken('must be a data URL of the form data:image/<type>;base64,<data>');
  }
  return { mediaType: mediaType.toLowerCase(), base64: demandBase64(field, url.slice(start.length)) };
}

function demandBase64(field: RequestField, text: string): string {
  if (!BASE64.test(text)) throw field.broken('must hold base64');
  return text;
}
