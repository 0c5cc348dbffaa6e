import type { EnglishOf } from '#client/lib/words.ts';
import type { words as vi } from './room-browser.vi.ts';

export const words = {
  inApp: 'You have opened the class inside {{app}}',
  inSomeApp: 'You have opened the class inside another app',
  inBrowser: 'This browser cannot do everything',
  fine: 'You hear the class, see the slides and ask questions here all the same.',
  lacks: {
    media: 'It receives no picture and no sound. Slides and questions still work.',
    cookies: 'It blocks cookies, so the class cannot recognise you. Please allow them.',
    devices: 'It gives no microphone or camera when you are asked to speak.',
    downloads: 'Materials may not download to your device.',
  },
  howAndroid: 'For everything, open the class in Chrome, or copy the link and paste it into Chrome.',
  howIos:
    'For everything, tap ⋯ in the corner and choose “Open in browser”, or copy the link and paste it into Safari.',
  howOther: 'For everything, copy the link and open it in Chrome, Safari, Edge or Firefox.',
  openChrome: 'Open in Chrome',
  link: 'Link of this session',
  ownLink: 'Your own link: it brings you in under your name anywhere',
} as const satisfies EnglishOf<typeof vi>;
