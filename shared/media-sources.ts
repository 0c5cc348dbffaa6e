/** What a track shows or lets hear. */
export const mediaSources = ['camera', 'microphone', 'screen', 'screen_audio'] as const;
export type MediaSource = (typeof mediaSources)[number];

export function kindOfSource(source: MediaSource): 'audio' | 'video' {
  return source === 'microphone' || source === 'screen_audio' ? 'audio' : 'video';
}
