package domovoy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;

/** What can be measured of a page's looks, through every shadow tree. */
public final class Looks {
  /** WCAG 2.2, 1.4.3: 4.5, for large text 3. Colours are painted on a canvas to know them. */
  private static final String MEASURE =
      """
      () => {
        const faults = [];
        const elements = [];
        const walk = root => root.querySelectorAll('*').forEach(it => {
          elements.push(it);
          if (it.shadowRoot) walk(it.shadowRoot);
        });
        walk(document);
        const parent = it => it.parentElement ?? it.getRootNode().host;
        const canvas = document.createElement('canvas').getContext('2d', {willReadFrequently: true});
        const rgba = colour => {
          canvas.clearRect(0, 0, 1, 1);
          canvas.fillStyle = colour;
          canvas.fillRect(0, 0, 1, 1);
          return canvas.getImageData(0, 0, 1, 1).data;
        };
        const ground = it => {
          for (let at = it; at; at = parent(at)) {
            const colour = rgba(getComputedStyle(at).backgroundColor);
            if (colour[3] === 255) return colour;
          }
          return rgba('white');
        };
        const light = c => [0, 1, 2].map(i => c[i] / 255)
          .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
          .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
        for (const it of elements) {
          const style = getComputedStyle(it);
          const box = it.getBoundingClientRect();
          if (box.width === 0 || style.visibility === 'hidden') continue;
          const text = [...it.childNodes]
            .filter(n => n.nodeType === 3).map(n => n.data.trim()).join('');
          const name = `${it.localName} '${text.slice(0, 40)}'`;
          if (text && !it.closest('[disabled]')) {
            const [a, b] = [light(rgba(style.color)), light(ground(it))].sort((x, y) => y - x);
            const size = parseFloat(style.fontSize);
            const large = size >= 24 || (size >= 18.66 && style.fontWeight >= 700);
            const contrast = (a + 0.05) / (b + 0.05);
            if (contrast < (large ? 3 : 4.5)) faults.push(`${name}: contrast ${contrast.toFixed(2)}`);
          }
          if (it.matches('button, a[href], input, select')) {
            const label = it.getAttribute('aria-label') || it.textContent.trim()
              || it.closest('label')?.textContent.trim() || it.querySelector('img[alt]')?.alt;
            if (!label) faults.push(`${name}: has no label`);
          }
          if (it.matches('button, input, select') && box.height < 44) {
            faults.push(`${name}: only ${box.height} pixels high for a finger`);
          }
          if (it.matches('img') && !it.hasAttribute('alt')) faults.push(`${name}: has no alt`);
        }
        return faults;
      }
      """;

  private Looks() {}

  /** Text has contrast, what can be operated has a name and room for a finger. */
  public static void areReadable(Page page, String name) {
    @SuppressWarnings("unchecked")
    var faults = (List<String>) page.evaluate(MEASURE);
    assertThat(faults).as(name).isEmpty();
  }

  /** Nothing is wider than the screen. */
  public static void fit(Page page, String name) {
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth"))
        .as("%s: pixels wider than the screen", name)
        .isNotPositive();
  }

  /** Nothing is below the screen's edge: for a screen that no one scrolls. */
  public static void needNoScrolling(Page page, String name) {
    assertThat((Integer) page.evaluate("document.documentElement.scrollHeight - innerHeight"))
        .as("%s: pixels higher than the screen", name)
        .isNotPositive();
  }
}
