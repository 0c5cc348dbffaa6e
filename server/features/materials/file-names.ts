import { appError } from '#shared/errors.ts';
import { extensionsOf, findExtension, type MaterialMediaType } from './sniff.ts';

/**
 * A name to show and to save under, never a path: what some browsers put before the last slash is cut off, and so is what
 * makes a file hidden. The contract has taken out invisible characters before.
 * @throws AppError `malformed` where nothing is left
 */
export function toFileName(typed: string): string {
  const name = (typed.split(/[/\\]/u).at(-1) ?? '').replace(/^[.\s]+/u, '').trim();
  if (name === '') throw appError('malformed', { fields: ['fileName'] });
  return name;
}

/** Ends as the bytes are, so that no system takes the saved file for something else. */
export function toDownloadName({
  fileName,
  mediaType,
}: {
  fileName: string;
  mediaType: MaterialMediaType;
}): string {
  const extensions = extensionsOf[mediaType];
  const extension = findExtension(fileName);
  return extension && extensions.includes(extension) ? fileName : `${fileName}.${extensions[0]}`;
}
