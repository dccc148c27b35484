import { secret } from '../credential-fields.js';
import type { FactoryRow } from '../factory-row.js';
import { speechToText } from '../model-rows.js';

/** CreateRecTask takes this much audio in its body. */
const MAX_BYTES = 5_242_880;

/** Engines: `EngineModelType` of CreateRecTask (cloud.tencent.com/document/api/1093/37823). */
export const tencentCloud: FactoryRow = {
  name: 'Tencent Cloud',
  tags: 'SPEECH2TEXT',
  serves: ['speech2text'],
  baseUrl: 'https://asr.tencentcloudapi.com',
  authKind: 'json',
  dialect: 'tencent-asr',
  credentialFields: [secret('tencent_cloud_sid', 'Secret id'), secret('tencent_cloud_sk', 'Secret key')],
  probeModels: { speech2text: ['16k_zh'] },
  models: speechToText({
    '16k_zh': MAX_BYTES,
    '16k_zh_en_2.0': MAX_BYTES,
    '16k_zh_en': MAX_BYTES,
    '16k_en': MAX_BYTES,
    '16k_en_large': MAX_BYTES,
    '16k_multi_lang': MAX_BYTES,
    '16k_zh-PY': MAX_BYTES,
    '16k_zh-TW': MAX_BYTES,
    '16k_yue': MAX_BYTES,
    '16k_zh_dialect': MAX_BYTES,
    '16k_zh_medical': MAX_BYTES,
    '16k_ja': MAX_BYTES,
    '16k_ko': MAX_BYTES,
    '16k_vi': MAX_BYTES,
    '16k_ms': MAX_BYTES,
    '16k_id': MAX_BYTES,
    '16k_fil': MAX_BYTES,
    '16k_th': MAX_BYTES,
    '16k_pt': MAX_BYTES,
    '16k_tr': MAX_BYTES,
    '16k_ar': MAX_BYTES,
    '16k_es': MAX_BYTES,
    '16k_hi': MAX_BYTES,
    '16k_fr': MAX_BYTES,
    '16k_de': MAX_BYTES,
    '8k_zh': MAX_BYTES,
    '8k_zh_large': MAX_BYTES,
    '8k_en': MAX_BYTES,
  }),
};
