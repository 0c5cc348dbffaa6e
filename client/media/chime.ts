/** Two notes, a fifth apart, as a public hall announces: pleasant and hard to miss. */
const NOTES_HZ = [523.25, 783.99] as const;
const NOTE_S = 0.9;

/** Lets somebody check that they will hear the class. To be called within a tap, or after one. */
export function playChime(loudness = 0.25): void {
  const context = new AudioContext();
  NOTES_HZ.forEach((frequency, index) => {
    const startsAt = context.currentTime + index * 0.28;
    const note = new OscillatorNode(context, { type: 'sine', frequency });
    const volume = new GainNode(context, { gain: 0 });
    volume.gain.linearRampToValueAtTime(0, startsAt);
    volume.gain.linearRampToValueAtTime(loudness, startsAt + 0.02);
    volume.gain.exponentialRampToValueAtTime(0.001, startsAt + NOTE_S);
    note.connect(volume).connect(context.destination);
    note.start(startsAt);
    note.stop(startsAt + NOTE_S);
    if (index === NOTES_HZ.length - 1) note.onended = () => void context.close();
  });
}
