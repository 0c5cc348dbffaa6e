import { requireActor } from '#server/core/actor.ts';
import type { AppContext } from '#server/core/context.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { changeAccount, changePassword, findMe } from './account.service.ts';
import { registerInvitationRoutes } from './invitations.routes.ts';
import { listSignIns, revokeSignIn, signIn, signOut } from './sign-in.service.ts';

export function registerAccountsRoutes(context: AppContext): void {
  const { http, cookie } = context;

  http.serve('getMe', async ({ actor }) => ({
    me: await findMe(context, actor),
    version: packageJson.version,
  }));

  http.serve('signIn', ({ body, address, request, response }) =>
    signIn(context, { ...body, address, request, response }),
  );

  http.serve('signOut', async ({ actor, request, response }) => {
    await signOut(context, { actor: requireActor(actor), request, response });
    return {};
  });

  http.serve('changeAccount', ({ actor, body }) =>
    changeAccount(context, {
      actor: requireActor(actor),
      name: body.name,
      email: body.email,
      phone: body.phone,
    }),
  );

  http.serve('changePassword', async ({ actor, body, address, request, response }) => {
    await changePassword(context, { actor: requireActor(actor), ...body, address, request, response });
    return {};
  });

  http.serve('listSignIns', async ({ actor }) => ({
    signIns: await listSignIns(context, requireActor(actor)),
  }));

  http.serve('revokeSignIn', async ({ actor, params, response }) => {
    const { signInId } = requireActor(actor);
    await revokeSignIn(context, { actor: requireActor(actor), signInId: params.signInId });
    if (params.signInId === signInId) response.append('Set-Cookie', cookie.clear());
    return {};
  });

  registerInvitationRoutes(context);
}
