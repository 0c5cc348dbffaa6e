import type { EnglishOf } from '#client/lib/words.ts';
import type { words as vi } from './site-accounts.vi.ts';

export const words = {
  signIn: {
    title: 'Sign in',
    lead: 'For organisers, trainers and moderators.',
    learners:
      'Learners need no account: open the link you were sent, or type the session’s code on the front page.',
    login: 'E-mail address or phone number',
    loginMissing: 'Enter your e-mail address or phone number.',
    passwordMissing: 'Enter your password.',
    forgotten: 'Forgotten your password? Ask the organisers.',
  },
  invitation: {
    title: 'Invitation',
    heading: {
      first_organiser: 'Create the first account',
      organiser: 'You are invited as an organiser',
      trainer: 'You are invited as a trainer',
      moderator: 'You are invited as a moderator',
    },
    lead: {
      first_organiser:
        'Lectern has just been installed. This account looks after the whole of it and invites everybody else.',
      organiser: 'Organisers set up series, invite trainers and see every figure on this installation.',
      trainer: 'Trainers prepare topics, upload materials, lead sessions and see attendance.',
      moderator: 'Moderators look after questions, help learners and see attendance.',
    },
    missing: {
      title: 'The link is incomplete',
      text: 'Open the whole link from your invitation again. If you copy it by hand, include everything after the # sign.',
    },
    invalid: {
      title: 'This invitation can no longer be used',
      text: 'Each invitation works once and for a limited time. Ask whoever invited you for a new link.',
    },
    acceptAs: 'Accept as {{name}}',
    signedInAs: 'This browser is signed in as {{name}}. The new role will belong to that account.',
    useOther: 'Sign out and use another account',
    create: 'Create account',
    haveAccount: 'Already have an account?',
    signInFirst: 'Sign in, then accept',
    contactHint:
      'At least one of the two is needed: e-mail address or phone number. You will sign in with it.',
    welcome: 'Welcome, {{name}}!',
    learnerAccount:
      'You are in class as {{name}}, without a password. Create an account so that you can sign in again later.',
  },
  account: {
    title: 'Your account',
    profile: 'Your details',
    profileLead: 'This name is shown in the room, in attendance lists and on certificates.',
    password: 'Password',
    passwordLead: 'Changing your password signs out every other device.',
    currentPassword: 'Current password',
    newPassword: 'New password',
    changePassword: 'Change password',
    passwordChanged: 'Password changed. Other devices have been signed out.',
    saved: 'Your details have been saved.',
    signIns: 'Where you are signed in',
    signInsLead: 'If you do not recognise a device, sign it out and change your password.',
    thisDevice: 'This device',
    lastSeen: 'Active {{ago}}',
    since: 'Since {{date}}',
    origin: {
      password: 'Signed in with a password',
      invitation: 'Through an invitation',
      learner_link: 'Through a personal link',
      learner_name: 'Joined a class by name',
    },
    revoke: 'Sign out this device',
    revokeTitle: 'Sign out the device?',
    revokeText: 'Lectern pages open on “{{device}}” lose access at once.',
    revoked: 'The device has been signed out.',
    signOut: 'Sign out on this device',
    noPassword:
      'You joined by link or by name, so you have no password. If you sign out, open your personal link to come back.',
  },
  organisers: {
    title: 'Invite an organiser',
    lead: 'Organisers can see and change every series on this installation. Invite only people you trust.',
  },
  fields: {
    nameMissing: 'Enter your full name.',
    nameWrong: 'A name has 1 to {{max}} characters.',
    emailWrong: 'This is not an e-mail address. Example: name@company.vn.',
    phoneWrong: 'This is not a phone number. Example: 0912 345 678.',
    contactMissing: 'Enter an e-mail address or a phone number.',
    passwordShort: 'A password needs at least {{min}} characters.',
    passwordCommon: 'This password is too easy to guess. Use a short sentence that only you know.',
    passwordHint: 'At least {{min}} characters. A short sentence is easiest to remember.',
    currentPasswordWrong: 'The current password is not right.',
  },
} satisfies EnglishOf<typeof vi>;
