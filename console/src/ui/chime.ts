/** Two soft notes, made on the spot: no file to fetch, nothing to be blocked. Silent where the browser forbids sound. */
export function chime(): void {
  if (!navigator.userActivation.hasBeenActive) {
    return; // the browser forbids it until somebody has touched the page
  }
  try {
    const context = new AudioContext();
    const gain = context.createGain();
    gain.gain.value = 0;
    gain.connect(context.destination);
    for (const [index, frequency] of [659.26, 880].entries()) {
      const at = context.currentTime + index * 0.14;
      const tone = context.createOscillator();
      tone.frequency.value = frequency;
      tone.connect(gain);
      tone.start(at);
      tone.stop(at + 0.5);
      gain.gain.setTargetAtTime(0.12, at, 0.01);
      gain.gain.setTargetAtTime(0, at + 0.08, 0.12);
    }
    setTimeout(() => void context.close(), 1_500);
  } catch {
    // No sound device.
  }
}
