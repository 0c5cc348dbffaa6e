import type { Request, Response } from 'express';
import { AppError, errorStatus } from '#shared/errors.ts';
import { plainStyle, plainStyleSource } from './verification/plain-style.ts';

const policy = `default-src 'none'; style-src ${plainStyleSource}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`;
const words = {
  vi: {
    title: 'Không còn tệp của giấy này',
    text: 'Tệp PDF không còn trên máy chủ và không in lại được y như cũ, vì phông chữ hoặc cách vẽ đã đổi. Lectern không đưa ra một tệp khác với tệp đã ghi trong sổ cấp.',
    acts: [
      'Chép lại thư mục “certificates” của thư mục dữ liệu từ bản sao lưu, rồi tải lại.',
      'Nếu không còn bản sao lưu: trong sổ cấp, chọn “Cấp lại vì sai thông tin” để cấp giấy mới với số mới.',
    ],
  },
  en: {
    title: 'The file of this certificate is gone',
    text: 'The PDF file is no longer on the server and cannot be made again exactly as it was: fonts or drawing have changed. Lectern gives out no other file than the one in the register.',
    acts: [
      'Restore the folder “certificates” of the data folder from a backup, then download it again.',
      'Where there is no backup: choose “Replace because it is wrong” in the register, which issues a new one with a new number.',
    ],
  },
} as const;

/** Whoever followed a link reads what to do, in place of an error for programs; `send` has sent nothing where it throws. */
export async function orLostPage(
  { request, response }: { request: Request; response: Response },
  send: () => Promise<void>,
): Promise<void> {
  try {
    await send();
  } catch (error) {
    const isRead = request.accepts(['json', 'html']) === 'html';
    if (!(error instanceof AppError && error.code === 'file_lost' && isRead)) throw error;
    response
      .status(errorStatus.file_lost)
      .set({ 'Content-Security-Policy': policy, 'Cache-Control': 'no-store' });
    response.type('html').send(toLostPage());
  }
}

/** Both languages: a link to a file does not say which one its reader has chosen. */
function toLostPage(): string {
  const parts = (['vi', 'en'] as const).map((language) => {
    const { title, text, acts } = words[language];
    return `<section class="card" lang="${language}"><div class="status warn"><h1><strong>${title}</strong></h1><p>${text}</p><ul>${acts.map((act) => `<li>${act}</li>`).join('')}</ul></div></section>`;
  });
  return `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${words.vi.title}</title><style>${plainStyle}</style></head><body><main>${parts.join('')}</main></body></html>`;
}
