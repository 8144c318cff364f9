// The looks of the frame: a rail beside the page, and on a phone a bar below it.
import { css } from 'lit';

export const shellLooks = css`
  :host { display: grid; grid-template-columns: auto minmax(0, 1fr); min-height: 100dvh; }
  .waiting { grid-column: 1 / -1; place-self: center; color: var(--ink-soft); }
  panel-door { grid-column: 1 / -1; }

  .skip { position: absolute; left: 1rem; top: -5rem; background: var(--surface); padding: 0.8rem 1rem; border-radius: 0.6rem; z-index: 3; }
  .skip:focus { top: 1rem; }

  nav { position: sticky; top: 0; height: 100dvh; width: 6.25rem; padding: 0.9rem 0.6rem; display: flex; flex-direction: column; gap: 1rem; overflow-y: auto; scrollbar-width: none; }
  nav ul { display: flex; flex-direction: column; gap: 0.35rem; flex: 1; }
  nav li:last-child { margin-top: auto; }
  nav a { display: grid; justify-items: center; gap: 0.2rem; padding: 0.6rem 0.2rem; border-radius: 0.9rem; color: var(--ink-soft); text-decoration: none; font-size: 0.8125rem; font-weight: 550; text-align: center; }
  nav a .icon { width: 1.6rem; height: 1.6rem; }
  nav a:hover { color: var(--ink); }
  nav a[aria-current] { background: var(--pine-ground); color: var(--pine); }
  .name { color: var(--ink); }
  .name img { width: 2.5rem; height: 2.5rem; display: block; }

  .column { display: flex; flex-direction: column; gap: var(--gap); padding: 1rem 1.25rem 1.25rem 0.25rem; min-width: 0; }
  main { display: grid; gap: var(--gap); align-content: start; flex: 1; min-width: 0; }
  main:focus { outline: none; }

  .link { display: flex; gap: 0.6rem; align-items: center; border-radius: var(--radius); padding: 0.6rem 1rem; font-weight: 550; }
  .link.lost { background: var(--warn-ground); color: var(--warn); }
  .link.connecting { background: var(--sunken); color: var(--ink-soft); }

  @media (max-width: 700px) {
    :host { grid-template-columns: minmax(0, 1fr); }
    .column { padding: calc(0.75rem + env(safe-area-inset-top)) 0.75rem 6rem; }
    nav { position: fixed; inset: auto 0 0; z-index: 2; width: auto; height: auto; padding: 0.35rem 0.4rem calc(0.35rem + env(safe-area-inset-bottom)); background: var(--surface); border-top: 1px solid var(--line); }
    nav ul { flex-direction: row; gap: 0; }
    nav li { flex: 1; min-width: 0; }
    nav li:last-child { margin: 0; }
    nav .name, nav .rest { display: none; }
    nav a { padding: 0.4rem 0.1rem; font-size: 0.75rem; }
    nav a span { overflow: hidden; text-overflow: ellipsis; max-width: 100%; }
  }
`;
