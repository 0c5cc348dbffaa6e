/**
 * What pages of the site read first, beside who asks. The browser is told of it with the page itself and asks at once; the page's own scripts would ask a
 * quarter of a second later, when they have come and run.
 *
 * Each must be what the page then asks for, to the letter: what differs is fetched for nothing.
 */
const readsOfPages: { page: RegExp; reads: string }[] = [
  {
    page: /^\/series\/(?<seriesId>[\da-f-]{36})(?!\/my-record)(?:\/|$)/u,
    reads: '/api/series/:seriesId',
  },
  { page: /^\/series\/(?<seriesId>[\da-f-]{36})\/learners$/u, reads: '/api/series/:seriesId/enrolments' },
  {
    page: /^\/series\/(?<seriesId>[\da-f-]{36})\/attendance(?:\/topics\/[\da-f-]{36})?$/u,
    reads: '/api/series/:seriesId/results',
  },
];

/**
 * The `Link` header of a page for somebody who is signed in.
 * @param pathname of the page, without its query
 */
export function linkReads(pathname: string): string {
  const reads = readsOfPages.flatMap(({ page, reads: address }) => {
    const found = page.exec(pathname);
    return found ? [address.replace(':seriesId', found.groups?.seriesId ?? '')] : [];
  });
  // As `fetch` asks when it is told nothing else: a preload of another mode would not be taken for its answer.
  return ['/api/me', ...reads]
    .map((address) => `<${address}>; rel=preload; as=fetch; crossorigin=anonymous`)
    .join(', ');
}
