/** Two notes, a fifth apart, as a public hall announces: pleasant and hard to miss. */
const NOTES_HZ = [523.25, 783.99] as const;
const NOTE_S = 0.9;

/** Lets somebody check that they will hear the class. To be called within a tap. */
export function playChime(): void {
  const context = new AudioContext();
  NOTES_HZ.forEach((frequency, index) => {
    const startsAt = context.currentTime + index * 0.28;
    const note = new OscillatorNode(context, { type: 'sine', frequency });
    const loudness = new GainNode(context, { gain: 0 });
    loudness.gain.linearRampToValueAtTime(0, startsAt);
    loudness.gain.linearRampToValueAtTime(0.25, startsAt + 0.02);
    loudness.gain.exponentialRampToValueAtTime(0.001, startsAt + NOTE_S);
    note.connect(loudness).connect(context.destination);
    note.start(startsAt);
    note.stop(startsAt + NOTE_S);
    if (index === NOTES_HZ.length - 1) note.onended = () => void context.close();
  });
}
