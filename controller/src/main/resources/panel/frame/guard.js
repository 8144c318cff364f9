// Stands around an element of a function: what fails inside is shown here and goes no further.
import { html, LitElement, nothing } from 'lit';
import { t } from './words.js';
import { icon } from './icons.js';
import { shared } from './looks.js';

class PanelGuard extends LitElement {
  static styles = shared;
  static properties = {
    tag: {},
    argument: { attribute: false },
    fault: { state: true },
  };

  constructor() {
    super();
    this.addEventListener('panel-fault', event => {
      event.stopPropagation();
      this.fault = event.detail;
    });
  }

  willUpdate(changed) {
    if (changed.has('tag')) {
      this.fault = undefined;
      this.element = document.createElement(this.tag);
    }
    if (this.element) {
      this.element.argument = this.argument;
    }
  }

  render() {
    if (!this.fault) {
      return this.element ?? nothing;
    }
    return html`
      <section class="card fault" role="alert">
        <h2>${icon('warning')} ${t('frame.part-failed')}</h2>
        <p><code>&lt;${this.tag}&gt;</code> ${String(this.fault.message ?? this.fault)}</p>
      </section>`;
  }
}
customElements.define('panel-guard', PanelGuard);
