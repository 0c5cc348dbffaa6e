import i18next from 'i18next';
import { showToast } from '#client/ui/toasts.store.ts';
import { materialsQuery } from '../data/queries.ts';
import { queryClient } from '../data/query-client.ts';
import { Uploads } from './uploads.store.ts';

/** The site's one list of files on their way. */
export const uploads = new Uploads((material) => {
  showToast({ text: i18next.t('site-materials:done', { name: material.fileName }), tone: 'success' });
  void queryClient.invalidateQueries(materialsQuery(material.topicId));
});
