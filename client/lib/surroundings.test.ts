import { describe, expect, test } from 'vitest';
import { type Abilities, chromeIntent, readSurroundings } from './surroundings.ts';

const android = 'Mozilla/5.0 (Linux; Android 13; SM-A145F Build/TP1A.220624.014';
const webKit = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 16_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

const agents = {
  zaloAndroid: `${android}) ${webKit} Version/4.0 Chrome/119.0.6045.194 Mobile Safari/537.36 Zalo android/12100698 ZaloTheme/light ZaloLanguage/vi`,
  zaloIos: `${iPhone} Mobile/15E148 Zalo iOS/548 ZaloTheme/light ZaloLanguage/vn`,
  facebookAndroid: `${android}; wv) ${webKit} Version/4.0 Chrome/120.0.6099.144 Mobile Safari/537.36 [FB_IAB/FB4A;FBAV/445.0.0.34.118;]`,
  facebookIos: `${iPhone} Mobile/20G75 [FBAN/FBIOS;FBDV/iPhone12,1;FBMD/iPhone;FBSN/iOS;FBSV/16.6;FBSS/2;FBID/phone;FBLC/vi_VN;FBOP/5]`,
  messengerAndroid: `${android}; wv) ${webKit} Version/4.0 Chrome/120.0.6099.144 Mobile Safari/537.36 [FB_IAB/MESSENGER;FBAV/438.0.0.30.112;]`,
  messengerIos: `${iPhone} Mobile/15E148 [FBAN/MessengerForiOS;FBAV/438.0.0.44.105;FBBV/548375567;FBDV/iPhone12,1]`,
  instagram: `${iPhone} Mobile/15E148 Instagram 312.0.0.26.109 (iPhone12,1; iOS 16_6; vi_VN; vi; scale=2.00; 828x1792)`,
  tikTokAndroid: `${android}; wv) ${webKit} Version/4.0 Chrome/119.0.6045.193 Mobile Safari/537.36 trill_320503 JsSdk/1.0 NetType/WIFI BytedanceWebview/d8a21c6`,
  tikTokIos: `${iPhone} Mobile/15E148 musical_ly_32.5.0 BytedanceWebview/d8a21c6`,
  someApp: `${android}; wv) ${webKit} Version/4.0 Chrome/119.0.6045.193 Mobile Safari/537.36`,
  chromeAndroid: `Mozilla/5.0 (Linux; Android 10; K) ${webKit} Chrome/120.0.0.0 Mobile Safari/537.36`,
  samsung: `Mozilla/5.0 (Linux; Android 10; K) ${webKit} SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36`,
  cocCoc: `Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webKit} coc_coc_browser/117.0.224 Chrome/111.0.5563.224 Safari/537.36`,
  safari: `${iPhone} Version/16.6 Mobile/15E148 Safari/604.1`,
  chromeIos: `${iPhone} CriOS/120.0.6099.119 Mobile/15E148 Safari/604.1`,
  firefox: 'Mozilla/5.0 (X11; Linux x86_64; rv:121.0) Gecko/20100101 Firefox/121.0',
};

const able: Omit<Abilities, 'userAgent'> = { hasWebRtc: true, hasDevices: true, keepsCookies: true };

describe('where a page is open', () => {
  test.each([
    ['zaloAndroid', 'Zalo', 'android'],
    ['zaloIos', 'Zalo', 'ios'],
    ['facebookAndroid', 'Facebook', 'android'],
    ['facebookIos', 'Facebook', 'ios'],
    ['messengerAndroid', 'Messenger', 'android'],
    ['messengerIos', 'Messenger', 'ios'],
    ['instagram', 'Instagram', 'ios'],
    ['tikTokAndroid', 'TikTok', 'android'],
    ['tikTokIos', 'TikTok', 'ios'],
    ['someApp', '', 'android'],
  ] as const)('%s is inside an app, whose downloads may lead nowhere', (agent, app, system) => {
    const found = readSurroundings({ ...able, userAgent: agents[agent] });
    expect(found).toEqual({ app, system, lacks: ['downloads'] });
  });

  test.each(['chromeAndroid', 'samsung', 'cocCoc', 'safari', 'chromeIos', 'firefox'] as const)(
    '%s is a browser, and lacks nothing',
    (agent) => {
      expect(readSurroundings({ ...able, userAgent: agents[agent] })).toMatchObject({ app: null, lacks: [] });
    },
  );

  test('what is missing is asked of the browser, whatever its name', () => {
    const none = { hasWebRtc: false, hasDevices: false, keepsCookies: false };
    expect(readSurroundings({ ...none, userAgent: agents.zaloAndroid }).lacks).toEqual([
      'media',
      'cookies',
      'devices',
      'downloads',
    ]);
    expect(readSurroundings({ ...none, userAgent: agents.chromeAndroid }).lacks).toEqual([
      'media',
      'cookies',
    ]);
  });
});

test('an intent for Chrome keeps the personal link whole', () => {
  expect(chromeIntent('https://hoc.example.vn/s/abc123#k=t0ken')).toBe(
    'intent://hoc.example.vn/s/abc123#k=t0ken#Intent;scheme=https;package=com.android.chrome;' +
      'S.browser_fallback_url=https%3A%2F%2Fhoc.example.vn%2Fs%2Fabc123%23k%3Dt0ken;end',
  );
});
