import type { EnrolmentDto } from '#shared/features/enrolment.ts';
import { toFamiliar } from '#shared/phone-number.ts';
import styles from './learner-table.module.css';

/** How to reach a learner, as far as it is known. */
export function Contact({ phone, email }: Pick<EnrolmentDto, 'phone' | 'email'>) {
  if (!phone && !email) return null;
  return (
    <div className={styles.contact}>
      {phone && <span>{toFamiliar(phone)}</span>}
      {email && <span>{email}</span>}
    </div>
  );
}
