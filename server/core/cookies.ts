import { parseCookie, stringifySetCookie } from 'cookie';

/** `__Host-` where TLS allows it: bound to this host, this scheme and every path. */
export class SignInCookie {
  /** Whether cookies of ours travel over TLS alone. */
  readonly secure: boolean;
  readonly #name: string;
  readonly #maxAgeSeconds: number;

  constructor({ secure, days }: { secure: boolean; days: number }) {
    this.secure = secure;
    this.#name = secure ? '__Host-lectern' : 'lectern';
    this.#maxAgeSeconds = days * 24 * 3600;
  }

  read(header: string | undefined): string | undefined {
    if (!header) return undefined;
    return parseCookie(header)[this.#name];
  }

  set(token: string): string {
    return this.#serialise(token, this.#maxAgeSeconds);
  }

  clear(): string {
    return this.#serialise('', 0);
  }

  #serialise(value: string, maxAge: number): string {
    return stringifySetCookie({
      name: this.#name,
      value,
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.secure,
      maxAge,
    });
  }
}
