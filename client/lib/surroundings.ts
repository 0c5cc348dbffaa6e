/** Apps that open links in a browser of their own. Their names are the same in every language. */
const apps: [marks: RegExp, name: string][] = [
  [/Zalo/u, 'Zalo'],
  [/\bFB_IAB\/MESSENGER|\bMessengerForiOS|\bMessengerLiteForiOS|FBAN\/Messenger/u, 'Messenger'],
  [/Instagram/u, 'Instagram'],
  [/\bFBAN\/|\bFBAV\/|\bFB_IAB\//u, 'Facebook'],
  [/BytedanceWebview|musical_ly|TikTok/u, 'TikTok'],
  [/\bLine\//u, 'LINE'],
  [/MicroMessenger/u, 'WeChat'],
  [/\bTelegram/u, 'Telegram'],
  [/\bViber/u, 'Viber'],
];
/** Android says so itself of a page inside some app. */
const webView = /; wv\)/u;

/** What a browser cannot do, and the person will want before long. */
export type Lack =
  /** No sound and no picture at all. */
  | 'media'
  /** Nobody would be recognised from one request to the next. */
  | 'cookies'
  /** Whoever is asked on stage cannot be seen or heard. */
  | 'devices'
  /** A file that is tapped may never arrive, without a word. */
  | 'downloads';

export interface Surroundings {
  /** The app that the page is open in; null in a browser, '' in an app that does not say its name. */
  app: string | null;
  system: 'android' | 'ios' | 'other';
  lacks: readonly Lack[];
}

export interface Abilities {
  userAgent: string;
  hasWebRtc: boolean;
  hasDevices: boolean;
  keepsCookies: boolean;
}

/** What the browser can do is asked of the browser itself; its name only says how to get out of it, and what it keeps quiet about. */
export function readSurroundings({
  userAgent,
  hasWebRtc,
  hasDevices,
  keepsCookies,
}: Abilities): Surroundings {
  const named = apps.find(([marks]) => marks.test(userAgent))?.[1];
  const app = named ?? (webView.test(userAgent) ? '' : null);
  const lacks: Lack[] = [];
  if (!hasWebRtc) lacks.push('media');
  if (!keepsCookies) lacks.push('cookies');
  if (app !== null && !hasDevices) lacks.push('devices');
  if (app !== null) lacks.push('downloads');
  return { app, system: readSystem(userAgent), lacks };
}

export function ownSurroundings(): Surroundings {
  return readSurroundings({
    userAgent: navigator.userAgent,
    hasWebRtc: typeof RTCPeerConnection === 'function',
    hasDevices: typeof navigator.mediaDevices?.getUserMedia === 'function',
    keepsCookies: navigator.cookieEnabled,
  });
}

/** Opens an address in Chrome from inside another app, where that app lets it; the address as it is where Chrome is missing. */
export function chromeIntent(url: string): string {
  const { protocol, host, pathname, search, hash } = new URL(url);
  const scheme = protocol.replace(':', '');
  return `intent://${host}${pathname}${search}${hash}#Intent;scheme=${scheme};package=com.android.chrome;S.browser_fallback_url=${encodeURIComponent(url)};end`;
}

function readSystem(userAgent: string): Surroundings['system'] {
  if (/Android/u.test(userAgent)) return 'android';
  return /iPhone|iPad|iPod/u.test(userAgent) ? 'ios' : 'other';
}
