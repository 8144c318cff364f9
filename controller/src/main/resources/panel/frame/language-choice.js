// English or Russian; the choice is kept in this browser.
import { html } from 'lit';
import { PanelElement } from './element.js';
import { chooseLanguage, language, LANGUAGES, t } from './words.js';

class PanelLanguage extends PanelElement {
  render() {
    return html`
      <div class="choice" role="group" aria-label=${t('more.language')}>
        ${Object.entries(LANGUAGES).map(([name, title]) => html`
          <button type="button" lang=${name} aria-pressed=${name === language()}
            @click=${() => chooseLanguage(name)}>${title}</button>`)}
      </div>`;
  }
}
customElements.define('panel-language', PanelLanguage);
