// The looks that every page and card shares.
import { css } from 'lit';

export const shared = css`
  :host { display: block; }
  :host([hidden]), [hidden] { display: none !important; }
  *, *::before, *::after { box-sizing: border-box; }

  h1, h2, h3, p, ul, ol, dl, dd, figure { margin: 0; padding: 0; }
  ul, ol { list-style: none; }
  h1 { font-size: 1.75rem; font-weight: 600; letter-spacing: -0.015em; line-height: 1.15; }
  h2 { font-size: 1.0625rem; font-weight: 600; letter-spacing: -0.005em; }
  a { color: var(--pine); text-underline-offset: 0.2em; }
  code { font: 0.875em ui-monospace, "Cascadia Mono", "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
  small, .soft { color: var(--ink-soft); font-size: 0.875rem; }
  .figures { font-family: var(--figures); font-variant-numeric: tabular-nums; }

  :focus-visible { outline: 3px solid var(--pine); outline-offset: 2px; border-radius: 0.4rem; }

  .icon {
    width: 1.375em; height: 1.375em; flex: none; vertical-align: -0.3em;
    fill: none; stroke: currentColor; stroke-width: 1.7; stroke-linecap: round; stroke-linejoin: round;
  }

  .card {
    background: var(--surface); border: 1px solid var(--line); border-radius: var(--radius);
    padding: 1rem 1.125rem; box-shadow: 0 1px 2px var(--shadow);
  }
  .page { display: grid; gap: var(--gap); align-content: start; }
  .page > header { display: flex; flex-wrap: wrap; gap: 0.5rem 1rem; align-items: center; justify-content: space-between; }

  button, .button {
    font: inherit; font-weight: 550; color: var(--ink); background: var(--sunken);
    border: 1px solid var(--line); border-radius: 0.8rem;
    min-height: var(--touch); padding: 0 1.1rem; cursor: pointer;
    display: inline-flex; align-items: center; justify-content: center; gap: 0.5rem; text-decoration: none;
  }
  button:hover { border-color: var(--line-strong); }
  button:disabled { cursor: default; opacity: 0.55; }
  button.main { background: var(--pine); border-color: var(--pine); color: var(--surface); }
  button.quiet { background: none; border-color: transparent; color: var(--pine); padding: 0 0.5rem; }
  button.quiet:hover { text-decoration: underline; }

  label { display: grid; gap: 0.35rem; font-weight: 550; }
  input:not([type=range]), select {
    font: inherit; color: var(--ink); background: var(--surface);
    border: 1px solid var(--line-strong); border-radius: 0.8rem; min-height: var(--touch); padding: 0 0.9rem; width: 100%;
  }
  form { display: grid; gap: 1rem; }

  .choice { display: inline-flex; background: var(--sunken); border: 1px solid var(--line); border-radius: 0.9rem; padding: 0.2rem; gap: 0.15rem; max-width: 100%; }
  .choice button { background: none; border-color: transparent; min-height: 2.75rem; padding: 0 0.9rem; border-radius: 0.7rem; color: var(--ink-soft); }
  .choice button[aria-pressed=true] { background: var(--raised); border-color: var(--line); color: var(--ink); box-shadow: 0 1px 2px var(--shadow); }

  .mark { display: inline-flex; align-items: center; gap: 0.3rem; border-radius: 0.5rem; padding: 0.05rem 0.5rem; font-size: 0.8125rem; font-weight: 550; background: var(--sunken); color: var(--ink-soft); }
  .mark.warn { background: var(--warn-ground); color: var(--warn); }
  .mark.danger { background: var(--danger-ground); color: var(--danger); }
  .mark.ember { background: var(--ember-ground); color: var(--ember); }
  .mark.pine { background: var(--pine-ground); color: var(--pine); }
  .error { color: var(--danger); }
  .fault { border-color: var(--danger-line); background: var(--danger-ground); color: var(--danger); }

  .rows > * { border-top: 1px solid var(--line); padding: 0.75rem 0; }
  .rows > :first-child { border-top: 0; }

  .empty { color: var(--ink-soft); padding: 1.5rem 0; text-align: center; }

  @media (prefers-reduced-motion: reduce) {
    *, *::before, *::after { animation: none !important; transition: none !important; }
  }
`;
