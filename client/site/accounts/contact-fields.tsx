import { useTranslation } from 'react-i18next';
import { countCodePoints } from '#client/lib/names.ts';
import { TextField } from '#client/ui/text-field.tsx';
import { limits } from '#shared/limits.ts';
import { isPhoneNumber, toFamiliar, toInternational } from '#shared/phone-number.ts';

export interface Contact {
  name: string;
  email: string;
  phone: string;
}

export type ContactField = keyof Contact;

export const noContact: Contact = { name: '', email: '', phone: '' };

export function contactOf(person: { name: string; email: string | null; phone: string | null }): Contact {
  return {
    name: person.name,
    email: person.email ?? '',
    phone: person.phone ? toFamiliar(person.phone) : '',
  };
}

/** As the server takes it: an empty field is no e-mail address, no phone number. */
export function toContactBody({ name, email, phone }: Contact) {
  return { name: name.trim(), email: email.trim() || null, phone: phone.trim() || null };
}

/** `needed`: one of e-mail and phone number must be there, because the person signs in with it. */
export function useContactTexts(contact: Contact, { needed }: { needed: boolean }) {
  const { t } = useTranslation('site-accounts');
  const { name, email, phone } = toContactBody(contact);
  const nameLength = countCodePoints(name);
  const nameWrong = t('fields.nameWrong', { max: limits.nameMax });
  return {
    problems: {
      name: (nameLength === 0 && t('fields.nameMissing')) || (nameLength > limits.nameMax && nameWrong),
      email:
        (email !== null && !/^\S+@\S+\.\S{2,}$/u.test(email) && t('fields.emailWrong')) ||
        (needed && email === null && phone === null && t('fields.contactMissing')),
      phone: phone !== null && !isPhoneNumber(toInternational(phone)) && t('fields.phoneWrong'),
    },
    refused: { name: nameWrong, email: t('fields.emailWrong'), phone: t('fields.phoneWrong') },
  };
}

export interface ContactFieldsProps {
  contact: Contact;
  onChange: (contact: Contact) => void;
  errorOf: (field: ContactField) => string | undefined;
  /** Says why one of e-mail and phone number is needed. */
  contactHint?: string;
}

export function ContactFields({ contact, onChange, errorOf, contactHint }: ContactFieldsProps) {
  const { t } = useTranslation('common');
  const change = (field: ContactField) => (value: string) => onChange({ ...contact, [field]: value });
  return (
    <>
      <TextField
        label={t('name')}
        name="name"
        autoComplete="name"
        value={contact.name}
        onChange={change('name')}
        error={errorOf('name')}
      />
      {contactHint && <p>{contactHint}</p>}
      <TextField
        label={t('email')}
        name="email"
        type="email"
        autoComplete="email"
        optional
        value={contact.email}
        onChange={change('email')}
        error={errorOf('email')}
      />
      <TextField
        label={t('phone')}
        name="phone"
        type="tel"
        autoComplete="tel"
        optional
        value={contact.phone}
        onChange={change('phone')}
        error={errorOf('phone')}
      />
    </>
  );
}
