package domovoy.controller.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import domovoy.core.Value;
import domovoy.testing.Browser;
import domovoy.testing.Browser.Screen;
import domovoy.testing.Looks;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Takes pictures of the pages on every screen, and checks that they fit. */
class PanelScreensTest {
  private static Browser browser;
  private FakeController controller;

  @BeforeAll
  static void openBrowser() {
    browser = new Browser();
  }

  @AfterAll
  static void closeBrowser() {
    if (browser != null) {
      browser.close();
    }
  }

  @BeforeEach
  void openHouse() {
    controller = new FakeController(getClass().getClassLoader(), 0);
  }

  @AfterEach
  void closeHouse() {
    controller.close();
  }

  @ParameterizedTest
  @EnumSource
  void everyPageFitsTheScreen(Screen screen) {
    var name = screen.name().toLowerCase(java.util.Locale.ROOT);
    var page = browser.visitor(screen, "en-GB", ColorScheme.LIGHT);
    page.navigate(controller.uri() + "/#/welcome/" + FakeController.TOKEN);
    fits(page, name + "-welcome");
    enter(page);
    fits(page, name + "-home");
    if (screen == Screen.TV) {
      Looks.needNoScrolling(page, name + "-home");
    }
    page.getByRole(com.microsoft.playwright.options.AriaRole.SWITCH).first().click();
    controller.openIncident("leak", "Water under the kitchen sink", "Вода под мойкой на кухне");
    controller.read("kitchen.leak", Value.ON);
    assertThat(page.locator("panel-banner li.new")).isVisible();
    fits(page, name + "-incident");
    if (screen == Screen.TV) {
      Looks.needNoScrolling(page, name + "-incident");
    }
    for (var place :
        new String[] {
          "point/living-room.temperature",
          "point/living-room.lamp",
          "nodes",
          "rules",
          "audit",
          "more"
        }) {
      page.navigate(controller.uri() + "/#/" + place);
      if (place.startsWith("point")) {
        page.locator(".uplot canvas").waitFor();
      }
      if (place.equals("nodes")) {
        page.getByText("Pair a node").click();
        page.getByText("ABCD-EFGH-JKMN").first().waitFor();
      }
      fits(page, name + "-" + place.replaceAll("[/.]", "-"));
    }
    var dark = browser.visitor(screen, "ru-RU", ColorScheme.DARK);
    dark.navigate(controller.uri() + "/");
    dark.getByLabel("Имя").fill("anna");
    dark.getByLabel("Пароль").fill("correct horse battery");
    fits(dark, name + "-dark-sign-in");
    dark.getByText("Войти").click();
    dark.locator("point-row").first().waitFor();
    fits(dark, name + "-dark-home");
    dark.navigate(controller.uri() + "/#/point/living-room.temperature");
    dark.locator(".uplot canvas").waitFor();
    fits(dark, name + "-dark-point");
    assertThat(browser.complaints()).filteredOn(it -> !it.contains("/api/v1/session")).isEmpty();
    page.context().close();
    dark.context().close();
  }

  private static void enter(Page page) {
    page.getByLabel("Name").fill("anna");
    page.getByLabel("Password").fill("correct horse battery");
    page.getByText("Begin").click();
    page.locator("point-row").first().waitFor();
  }

  private static void fits(Page page, String name) {
    page.waitForTimeout(150); // fonts and the chart's first drawing
    Browser.photograph(page, name);
    Looks.fit(page, name);
    Looks.areReadable(page, name);
  }
}
