import type { Factories, TestPerson, TestSeries, TestSession } from './factories.ts';
import type { TestPage } from './test-client.ts';

/** A live session with a trainer and two learners in it. */
export interface SmallClass {
  series: TestSeries;
  session: TestSession;
  hoa: TestPerson;
  lan: TestPerson;
  trainer: TestPerson;
  hoaPage: TestPage;
  lanPage: TestPage;
  trainerPage: TestPage;
}

export async function openSmallClass(make: Factories): Promise<SmallClass> {
  const series = await make.makeSeries();
  const session = await make.makeSession({ series });
  const hoa = await make.makeLearner(series.seriesId, 'Nguyễn Thị Hoa');
  const lan = await make.makeLearner(series.seriesId, 'Lê Thị Lan');
  const trainer = await make.makeTrainer(series.seriesId, 'Trần Văn Bình');
  const [hoaPage, lanPage, trainerPage] = await Promise.all([
    hoa.client.join(session.code),
    lan.client.join(session.code),
    trainer.client.join(session.code),
  ]);
  return { series, session, hoa, lan, trainer, hoaPage, lanPage, trainerPage };
}
