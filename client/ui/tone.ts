/** What a colour says, never which one it is. `live` is the red lamp over a studio's door. */
export type Tone = 'neutral' | 'accent' | 'success' | 'warning' | 'danger' | 'live';
