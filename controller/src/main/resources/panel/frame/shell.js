// The frame around every page: menu, banner, state of the connection, and who is signed in.
import { html, LitElement, nothing } from 'lit';
import { contributionFaults, contributionOf, menuFor, PLACES_ON_A_PHONE, registryChanged } from './registry.js';
import { closeHouse, house, houseChanged, openHouse } from './house.js';
import { resume, session, sessionChanged } from './session.js';
import { route, routeChanged } from './router.js';
import { t, wordsChanged } from './words.js';
import { icon } from './icons.js';
import { shared } from './looks.js';
import { shellLooks } from './shell-looks.js';
import './guard.js';
import './banner.js';
import './door.js';

const HOME = 'home';
const RETRY = 3_000; // ms

class DomovoyPanel extends LitElement {
  static styles = [shared, shellLooks];
  static properties = { ready: { type: Boolean } };
  #open = false;

  connectedCallback() {
    super.connectedCallback();
    const redraw = () => this.requestUpdate();
    [registryChanged, houseChanged, routeChanged, wordsChanged].forEach(follow => follow(redraw));
    sessionChanged(() => this.#followSession());
    routeChanged(() => this.#arrive());
    this.#resume();
  }

  async #resume() {
    try {
      await resume();
    } catch {
      setTimeout(() => this.#resume(), RETRY);
    }
  }

  #followSession() {
    const signedIn = session.state === 'in';
    if (signedIn && !this.#open) {
      openHouse();
    }
    if (!signedIn && this.#open) {
      closeHouse();
    }
    this.#open = signedIn;
    this.requestUpdate();
  }

  async #arrive() {
    await this.updateComplete;
    scrollTo(0, 0);
    this.renderRoot.querySelector('main')?.focus({ preventScroll: true });
  }

  render() {
    if (!this.ready || session.state === 'unknown') {
      return html`<p class="waiting">${this.ready ? t('frame.waiting') : nothing}</p>`;
    }
    if (session.state === 'out') {
      return html`<panel-door></panel-door>`;
    }
    const page = contributionOf(route.page || HOME);
    const title = page?.title ? t(page.title) + ' · ' : '';
    document.title = title + t('frame.name');
    return html`
      <a class="skip" href="#main" @click=${this.#skip}>${t('frame.skip')}</a>
      ${this.#menu()}
      <div class="column">
        ${this.#link()}
        <panel-banner></panel-banner>
        <main id="main" tabindex="-1">
          ${contributionFaults().map(([name, error]) => html`
            <section class="card fault" role="alert">
              <strong>${icon('warning')} ${t('frame.function-failed', { name })}</strong>
              <p>${error.message}</p>
            </section>`)}
          ${page?.page
            ? html`<panel-guard .tag=${page.page} .argument=${route.argument}></panel-guard>`
            : html`<section class="card"><h1>${t('frame.no-page')}</h1>
                <p><a href="#/">${t('frame.to-home')}</a></p></section>`}
        </main>
      </div>`;
  }

  #menu() {
    const entries = menuFor(session.role);
    const here = route.page || HOME;
    return html`
      <nav aria-label=${t('frame.menu')}>
        <a class="name" href="#/" aria-label=${t('frame.name')}>
          <img src=${import.meta.resolve('../icon.svg')} alt="" width="40" height="40">
          <span>${t('frame.name')}</span>
        </a>
        <ul>
          ${entries.map((entry, place) => html`
            <li class=${place < PLACES_ON_A_PHONE || entry.id === 'more' ? '' : 'rest'}>
              <a href=${'#/' + (entry.id === HOME ? '' : entry.id)}
                aria-current=${entry.id === here ? 'page' : nothing}>
                ${icon(entry.icon)}<span>${t(entry.title)}</span>
              </a>
            </li>`)}
        </ul>
      </nav>`;
  }

  #link() {
    if (house.link === 'live') {
      return nothing;
    }
    return html`
      <p class="link ${house.link}" role="status">
        ${icon('unlinked')}
        ${t(house.link === 'lost' ? 'frame.link-lost' : 'frame.link-connecting')}
      </p>`;
  }

  #skip(event) {
    event.preventDefault();
    this.renderRoot.querySelector('main').focus();
  }
}
customElements.define('domovoy-panel', DomovoyPanel);
