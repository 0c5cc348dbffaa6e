import { addressOf, refusalFrom } from '#client/lib/http.ts';
import { appError } from '#shared/errors.ts';
import type { MaterialDto } from '#shared/features/materials.ts';

export interface UploadFileOptions {
  topicId: string;
  file: File;
  /** The same again after a failure: the server then knows what it has already. */
  clientId: string;
  onProgress: (sentBytes: number) => void;
  signal: AbortSignal;
}

/** `fetch` cannot tell how much of a body has been sent, so this is the older way. */
export function uploadFile({
  topicId,
  file,
  clientId,
  onProgress,
  signal,
}: UploadFileOptions): Promise<MaterialDto> {
  const address = addressOf('/api/topics/:topicId/materials', {
    params: { topicId },
    query: { clientId, fileName: file.name },
  });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const abort = () => request.abort();
    signal.addEventListener('abort', abort);
    request.upload.addEventListener('progress', (event) => onProgress(event.loaded));
    request.addEventListener('load', () => {
      const answer = parse(request.responseText);
      if (request.status === 200 && answer !== undefined) resolve(answer as MaterialDto);
      else reject(refusalFrom(request.status, answer));
    });
    request.addEventListener('error', () => reject(appError('upload_interrupted')));
    request.addEventListener('abort', () => reject(signal.reason));
    request.addEventListener('loadend', () => signal.removeEventListener('abort', abort));
    request.open('POST', address);
    request.setRequestHeader('Content-Type', 'application/octet-stream');
    request.send(file);
  });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
