// A television shows everything at once, as large as it fits: no one scrolls from a sofa.
const TELEVISION = matchMedia('(min-width: 1700px) and (min-height: 1000px)');
const LARGEST = 30; // px, of a letter's em
const SMALLEST = 18;

let fitted = '';

/** Chooses the size of letters, when what is shown has changed enough to ask again. */
export function fitTelevision(content) {
  const { documentElement: page } = document;
  if (!TELEVISION.matches) {
    page.style.fontSize = '';
    fitted = '';
    return;
  }
  const key = `${innerWidth}x${innerHeight} ${content}`;
  if (key === fitted) {
    return;
  }
  fitted = key;
  for (let size = LARGEST; size >= SMALLEST; size--) {
    page.style.fontSize = `${size}px`;
    if (page.scrollHeight <= innerHeight) {
      return;
    }
  }
  page.style.fontSize = ''; // more than a screen holds: the usual size, and it scrolls
}
