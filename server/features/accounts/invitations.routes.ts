import { requireActor } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import { toWireName } from '#server/core/enum-names.ts';
import { publicOrigin } from '#server/core/origin.ts';
import { acceptInvitation } from './accept-invitation.ts';
import {
  inviteOrganiser,
  inviteStaff,
  listInvitations,
  readInvitation,
  revokeInvitation,
} from './invitations.service.ts';
import { listStaff, removeStaff } from './staff.service.ts';

export function registerInvitationRoutes(context: AppContext): void {
  const { http, config } = context;

  http.serve('readInvitation', async ({ body, address }) => {
    const { kind, series } = await readInvitation(context, { token: body.token, address });
    return { kind: toWireName(kind), seriesTitle: series?.title ?? null };
  });

  http.serve('acceptInvitation', ({ actor, body, address, request, response }) =>
    acceptInvitation(context, {
      actor,
      token: body.token,
      account: body.account,
      address,
      request,
      response,
    }),
  );

  http.serve('inviteOrganiser', ({ actor, body, request }) =>
    inviteOrganiser(context, {
      actor: requireActor(actor),
      note: body.note,
      origin: publicOrigin(config.publicUrl, request),
    }),
  );

  http.serve('listOrganiserInvitations', async () => ({
    invitations: await listInvitations(context, { kind: 'ORGANISER' }),
  }));

  http.serve('revokeOrganiserInvitation', async ({ actor, params }) => {
    await revokeInvitation(context, {
      actor: requireActor(actor),
      invitationId: params.invitationId,
      seriesId: null,
    });
    return {};
  });

  http.serve('inviteStaff', ({ actor, params, body, request }) =>
    inviteStaff(context, {
      actor: requireActor(actor),
      seriesId: params.seriesId,
      kind: body.kind,
      note: body.note,
      origin: publicOrigin(config.publicUrl, request),
    }),
  );

  http.serve('listStaff', ({ params }) => listStaff(context, params.seriesId));

  http.serve('removeStaff', async ({ actor, params }) => {
    await removeStaff(context, {
      actor: requireActor(actor),
      seriesId: params.seriesId,
      personId: params.personId,
    });
    return {};
  });

  http.serve('revokeInvitation', async ({ actor, params }) => {
    await revokeInvitation(context, {
      actor: requireActor(actor),
      invitationId: params.invitationId,
      seriesId: params.seriesId,
    });
    return {};
  });
}
