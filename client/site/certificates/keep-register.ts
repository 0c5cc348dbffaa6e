import type { QueryClient } from '@tanstack/react-query';

/** What an act on certificates may have changed is asked anew. */
export function keepRegister(client: QueryClient, seriesId: string): void {
  for (const name of [
    'certificate-register',
    'certificates',
    'certificate-candidates',
    'unearned-certificates',
  ])
    void client.invalidateQueries({ queryKey: [name, seriesId] });
}
