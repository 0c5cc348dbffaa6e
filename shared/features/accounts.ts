import { z } from 'zod';
import { defineRoute } from '../contract.ts';
import { email, id, isoTime, line, linkToken, nothing, password, personName, phone } from '../fields.ts';
import { limits } from '../limits.ts';

export const platformRole = z.enum(['none', 'organiser', 'admin']);
export type PlatformRoleName = z.infer<typeof platformRole>;
export const staffRole = z.enum(['trainer', 'moderator']);
export type StaffRoleName = z.infer<typeof staffRole>;

/** The person behind this page's sign-in. */
export const meDto = z.object({
  personId: id,
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  platformRole,
  hasPassword: z.boolean(),
});
export type MeDto = z.infer<typeof meDto>;

export const getMe = defineRoute({
  method: 'GET',
  path: '/api/me',
  may: 'app.read',
  rate: 'read',
  output: z.object({
    me: meDto.nullable(),
    /** The version of this server, for the page's footer. */
    version: z.string(),
  }),
});

export const signIn = defineRoute({
  method: 'POST',
  path: '/api/sign-in',
  may: 'sign_in.create',
  rate: 'guess',
  body: z.strictObject({
    /** An e-mail address or a phone number. */
    login: line(254),
    password: z.string().max(512),
  }),
  output: meDto,
});

export const signOut = defineRoute({
  method: 'POST',
  path: '/api/sign-out',
  may: 'account.read',
  rate: 'write',
  body: nothing,
  output: nothing,
});

export const changeAccount = defineRoute({
  method: 'PATCH',
  path: '/api/account',
  may: 'account.change',
  rate: 'write',
  body: z.strictObject({
    name: personName.optional(),
    email: email.nullable().optional(),
    phone: phone.nullable().optional(),
  }),
  output: meDto,
});

/** Ends every other sign-in of the person and renews this one. */
export const changePassword = defineRoute({
  method: 'POST',
  path: '/api/account/password',
  may: 'account.change',
  rate: 'guess',
  body: z.strictObject({ currentPassword: z.string().max(512), newPassword: password }),
  output: nothing,
});

export const signInDto = z.object({
  signInId: id,
  device: z.string(),
  origin: z.enum(['password', 'invitation', 'learner_link', 'learner_name']),
  createdAt: isoTime,
  lastSeenAt: isoTime,
  current: z.boolean(),
});
export type SignInDto = z.infer<typeof signInDto>;

export const listSignIns = defineRoute({
  method: 'GET',
  path: '/api/account/sign-ins',
  may: 'sign_in.manage',
  rate: 'read',
  output: z.object({ signIns: z.array(signInDto) }),
});

export const revokeSignIn = defineRoute({
  method: 'DELETE',
  path: '/api/account/sign-ins/:signInId',
  may: 'sign_in.manage',
  rate: 'write',
  params: z.strictObject({ signInId: id }),
  output: nothing,
});

export const invitationKind = z.enum(['first_organiser', 'organiser', 'trainer', 'moderator']);

/** The token stands in the link's fragment (`/invitation#TOKEN`), which browsers never send: so it is posted. */
export const readInvitation = defineRoute({
  method: 'POST',
  path: '/api/invitations/read',
  may: 'invitation.read',
  rate: 'guess',
  body: z.strictObject({ token: linkToken }),
  output: z.object({ kind: invitationKind, seriesTitle: z.string().nullable() }),
});

/**
 * Someone signed in takes the role on; anyone else makes an account with it, for which
 * name, password and an e-mail address or phone number are needed.
 */
export const acceptInvitation = defineRoute({
  method: 'POST',
  path: '/api/invitations/accept',
  may: 'invitation.accept',
  rate: 'guess',
  body: z.strictObject({
    token: linkToken,
    account: z
      .strictObject({
        name: personName,
        email: email.nullable(),
        phone: phone.nullable(),
        password,
      })
      .optional(),
  }),
  output: z.object({ me: meDto, seriesId: id.nullable() }),
});

export const invitationDto = z.object({
  invitationId: id,
  kind: invitationKind,
  note: z.string(),
  createdAt: isoTime,
  expiresAt: isoTime,
  state: z.enum(['open', 'accepted', 'expired', 'revoked']),
});
export type InvitationDto = z.infer<typeof invitationDto>;

/** The link is shown once: only its hash is kept. */
const newInvitation = z.object({ invitation: invitationDto, url: z.string() });

export const inviteOrganiser = defineRoute({
  method: 'POST',
  path: '/api/invitations',
  may: 'organiser.invite',
  rate: 'write',
  body: z.strictObject({ note: line(limits.noteMax, 0) }),
  output: newInvitation,
});

/** Those that make organisers; a series' own stand in `listStaff`. */
export const listOrganiserInvitations = defineRoute({
  method: 'GET',
  path: '/api/invitations',
  may: 'organiser.invite',
  rate: 'read',
  output: z.object({ invitations: z.array(invitationDto) }),
});

export const revokeOrganiserInvitation = defineRoute({
  method: 'DELETE',
  path: '/api/invitations/:invitationId',
  may: 'organiser.invite',
  rate: 'write',
  params: z.strictObject({ invitationId: id }),
  output: nothing,
});

export const inviteStaff = defineRoute({
  method: 'POST',
  path: '/api/series/:seriesId/invitations',
  may: 'staff.invite',
  rate: 'write',
  params: z.strictObject({ seriesId: id }),
  body: z.strictObject({ kind: staffRole, note: line(limits.noteMax, 0) }),
  output: newInvitation,
});

export const staffDto = z.object({
  personId: id,
  name: z.string(),
  role: staffRole,
  since: isoTime,
});
export type StaffDto = z.infer<typeof staffDto>;

export const listStaff = defineRoute({
  method: 'GET',
  path: '/api/series/:seriesId/staff',
  may: 'series.read',
  rate: 'read',
  params: z.strictObject({ seriesId: id }),
  output: z.object({ staff: z.array(staffDto), invitations: z.array(invitationDto) }),
});

export const removeStaff = defineRoute({
  method: 'DELETE',
  path: '/api/series/:seriesId/staff/:personId',
  may: 'staff.change',
  rate: 'write',
  params: z.strictObject({ seriesId: id, personId: id }),
  output: nothing,
});

export const revokeInvitation = defineRoute({
  method: 'DELETE',
  path: '/api/series/:seriesId/invitations/:invitationId',
  may: 'staff.invite',
  rate: 'write',
  params: z.strictObject({ seriesId: id, invitationId: id }),
  output: nothing,
});
