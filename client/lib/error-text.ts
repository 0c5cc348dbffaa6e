import i18next from 'i18next';
import { useCallback } from 'react';
import { AppError, type AppErrorCode, type AppErrorDetails, isAppErrorCode } from '#shared/errors.ts';
import { formatBytes, formatDuration, formatNumber, vietnamTimeZone } from './format.ts';
import { currentLanguage, type Language, useLanguage } from './i18n.ts';

interface Failure {
  code: AppErrorCode;
  details?: AppErrorDetails | undefined;
}

/** What to tell a person about a failure, in the language that is shown: an `AppError`, its wire form, or whatever was thrown. */
export function errorText(error: unknown, language: Language = currentLanguage()): string {
  const { code, details = {} } = toFailure(error);
  const options = { language, timeZone: vietnamTimeZone };

  if (code === 'link_of_other_person' && details.name !== undefined) {
    return i18next.t('errors:link_of_other_person_named', { name: details.name });
  }
  if (code === 'too_many_requests' && details.retryAfterMs !== undefined) {
    const roundedUpMs = Math.ceil(details.retryAfterMs / 1_000) * 1_000;
    return i18next.t('errors:too_many_requests_wait', { wait: formatDuration(roundedUpMs, options) });
  }
  if (code === 'too_large' && details.maxBytes !== undefined) {
    return i18next.t('errors:too_large_max', { size: formatBytes(details.maxBytes, options) });
  }
  if (code === 'limit_reached' && details.max !== undefined) {
    return i18next.t('errors:limit_reached_max', { max: formatNumber(details.max, options) });
  }
  // One of the two has it: what no room meets stands apart.
  const keys = [`errors:${code}`, `site-errors:${code}`] as 'errors:internal'[];
  return i18next.t(keys);
}

/** `errorText` for components: they draw again when the language changes. */
export function useErrorText(): (error: unknown) => string {
  const [language] = useLanguage();
  return useCallback((error: unknown) => errorText(error, language), [language]);
}

function toFailure(error: unknown): Failure {
  if (error instanceof AppError) return error;
  // What `fetch` throws when no answer came.
  if (error instanceof TypeError && /fetch|network|load failed/i.test(error.message))
    return { code: 'offline' };
  if (typeof error === 'object' && error !== null && 'code' in error && isAppErrorCode(error.code)) {
    return { code: error.code, details: 'details' in error ? toDetails(error.details) : undefined };
  }
  return { code: 'internal' };
}

function toDetails(details: unknown): AppErrorDetails | undefined {
  return typeof details === 'object' && details !== null ? details : undefined;
}
