package domovoy.standalone;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import domovoy.testing.Browser;
import domovoy.testing.Browser.Screen;
import domovoy.testing.Looks;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A first evening: the printed link, the rooms, a lamp, a burst pipe, in a real browser. */
class PanelInTheHouseTest {
  @TempDir Path folder;

  @Test
  void aNewcomerFollowsTheLinkSwitchesALampDimsAnotherAndSeesTheWaterClosedInALeak() {
    try (var house = RunningHouse.start(folder);
        var browser = new Browser()) {
      var link = Pattern.compile("http\\S+/#/welcome/\\S+").matcher(house.greeting);
      assertThat(link.find()).isTrue();
      var page = browser.visitor(Screen.TABLET, "ru-RU", ColorScheme.LIGHT);
      page.navigate(link.group());
      page.locator("input").first().fill("anna");
      page.locator("input[type=password]").first().fill("a long and quiet evening");
      page.locator("button[type=submit], form button").first().click();
      assertThat(page.locator("body")).containsText("Кухня");

      var light = row(page, "kitchen.light").getByRole(AriaRole.SWITCH);
      light.click();
      assertThat(light).hasAttribute("aria-checked", "true");
      row(page, "living-room.light").locator("input").fill("40");
      assertThat(row(page, "living-room.light").locator("output")).hasText("40 %");

      var pipe = row(page, "simulation.burst-pipe").getByRole(AriaRole.SWITCH);
      pipe.click();
      assertThat(page.locator("panel-banner li.new")).isVisible();
      var valve = row(page, "water.main-valve").getByRole(AriaRole.SWITCH);
      assertThat(valve).hasAttribute("aria-checked", "false");
      for (var screen : Screen.values()) {
        page.setViewportSize(screen.width(), screen.height());
        Looks.fit(page, screen.name());
        Looks.areReadable(page, screen.name());
        Browser.photograph(page, "house-leak-" + screen.name().toLowerCase(Locale.ROOT));
      }
      page.navigate(house.uri() + "/#/point/water.main-valve");
      assertThat(page.locator("point-why li").first()).isVisible();
      Browser.photograph(page, "house-why-tablet");
      assertThat(browser.complaints())
          .as("besides that a stranger is one")
          .allMatch(it -> it.contains("401") && it.contains("/api/v1/session"));
    }
  }

  private static Locator row(Page page, String point) {
    return page.locator("point-row:has(a[href$='/" + point + "'])");
  }
}
