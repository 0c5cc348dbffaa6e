import { useQuery } from '@tanstack/react-query';
import { meQuery } from '../data/queries.ts';
import { LoadedPage } from '../parts/loaded.tsx';
import { MySeries } from './my-series.tsx';
import { Welcome } from './welcome.tsx';

export function HomePage() {
  const query = useQuery(meQuery);
  return <LoadedPage query={query}>{({ me }) => (me ? <MySeries me={me} /> : <Welcome />)}</LoadedPage>;
}
