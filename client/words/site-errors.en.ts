import type { EnglishOf } from '#client/lib/words.ts';
import type { words as vi } from './site-errors.vi.ts';

export const words = {
  code_wrong: 'That code is not right. Look again at the one that is shown now.',
  code_closed: 'The time of this code is over. Please wait for the next one.',
  not_in_hall: 'No hall of this session has you on its list. Ask whoever looks after the hall to add you.',
  in_other_hall: 'Somebody is on the list of another hall already. Each person is in one hall of a session.',
  nothing_chosen: 'Nothing has been chosen to be published yet. Choose at least one item first.',
  has_record:
    'This session has a record of attendance and cannot be deleted. Please archive the session instead.',
  file_lost:
    'This file is no longer on the server and cannot be made again exactly as it was. Restore it from a backup of the data folder; where there is none, the organisers replace the certificate by one with a new number.',
} satisfies EnglishOf<typeof vi>;
