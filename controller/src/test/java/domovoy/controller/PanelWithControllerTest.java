package domovoy.controller;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import domovoy.testing.Browser;
import domovoy.testing.Browser.Screen;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page and a whole controller, with a node that does what it is told. */
class PanelWithControllerTest {
  private static final String PASSWORD = "a long and quiet evening";

  private static Browser browser;
  @TempDir Path folder;
  private TestController controller;
  private Page page;

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
  void comeIn() throws Exception {
    controller = TestController.start(folder);
    page = browser.visitor(Screen.TABLET, "en-GB", ColorScheme.LIGHT);
    page.navigate(controller.controller().welcome().orElseThrow().toString());
    page.getByLabel("Name").fill("Anna");
    page.getByLabel("Password").fill(PASSWORD);
    button("Begin").click();
    row("kitchen.leak").waitFor();
  }

  @AfterEach
  void leave() {
    if (page != null) {
      page.context().close();
    }
    controller.close();
  }

  @Test
  void theNodeThatIsPairedWithThePagesCodeAppearsAndItsLampIsSwitched() throws Exception {
    open("nodes");
    button("Pair a node").click();
    var code = page.locator(".code b").textContent();
    try (var node =
        new FakeNode("pi-1", TestController.board()).open().pair(controller.uri(), code)) {
      assertThat(page.locator("page-nodes li")).containsText("pi-1");
      open("");
      var lamp = row("hall.lamp").getByRole(AriaRole.SWITCH);
      lamp.click();
      assertThat(lamp).hasAttribute("aria-checked", "true");
      var hold = row("hall.lamp").locator("point-hold");
      assertThat(hold.locator(".mark")).hasText(Pattern.compile("by hand until \\d\\d:\\d\\d"));
      assertThat(node.commands).hasSize(1);
      hold.getByRole(AriaRole.BUTTON).click();
      assertThat(hold.locator(".mark")).hasCount(0);
      open("audit");
      assertThat(page.locator("page-audit")).containsText("anna · commanded hall.lamp");
    }
  }

  @Test
  void aNodeThatIsGoneIsShownAndItsSwitchSaysWhyItDoesNothing() throws Exception {
    var node = controller.node("pi-1");
    row("hall.lamp").getByRole(AriaRole.SWITCH).click();
    assertThat(row("hall.lamp").locator("article.good")).isVisible();
    node.close();
    assertThat(row("hall.lamp").locator("article.old")).containsText("node unreachable");
    assertThat(page.locator(".facts")).containsText("1 node unreachable");
    row("hall.lamp").getByRole(AriaRole.SWITCH).click();
    assertThat(row("hall.lamp").locator(".error")).containsText("its node is not reached");
  }

  @Test
  void aLeakIsOnTopClosesTheValveAndIsExplained() throws Exception {
    try (var _ = controller.node("pi-1")) {
      row("water.main-valve").waitFor();
      controller.read("kitchen.leak", true);
      assertThat(page.locator("panel-banner li.new")).containsText("Water leaks in the kitchen");
      assertThat(row("water.main-valve").locator(".mark")).hasText("held by rule leak");
      open("point/water.main-valve");
      assertThat(page.locator("point-why li").first()).containsText("wet");
      page.getByText("At another time").click();
      page.getByLabel("Date and time in the house").fill("2020-01-01T12:00");
      assertThat(page.locator("point-why > section > p, point-why p").first())
          .containsText("On 01.01.2020 12:00: what was then is not recorded");
      button("Acknowledge").click();
      assertThat(page.locator("panel-banner li.seen")).containsText("acknowledged anna");
      open("rules");
      assertThat(page.locator("page-rules")).containsText("A leak closes the water");
    }
  }

  @Test
  void automationIsLetRestAndARuleIsWatchedChangedAndPutBack() throws Exception {
    try (var _ = controller.node("pi-1")) {
      row("bathroom.fan").waitFor();
      controller.read("bathroom.humidity", 80);
      assertThat(row("bathroom.fan").getByRole(AriaRole.SWITCH)).isChecked();
      open("rules");
      button("15 minutes").click();
      assertThat(page.locator("page-rules .resting")).containsText("Automation rests until");
      button("Go on now").click();
      assertThat(page.locator("page-rules .resting")).hasCount(0);

      page.getByText("Damp air starts the fan").click();
      button("only watches").click();
      assertThat(page.locator("rule-detail .choice [aria-pressed=true]")).hasText("only watches");
      controller.read("bathroom.humidity", 50);
      controller.read("bathroom.humidity", 81);
      button("Edit").click();
      page.locator("rule-detail textarea")
          .fill(
              "id: damp\nwhen: bathroom.humidity > 90\nthen:\n"
                  + "  - set: {point: bathroom.fan, value: on}\n");
      button("Save").click();
      var versions = page.locator("rule-detail ol.rows").last().locator("> li");
      assertThat(versions).hasCount(2);
      assertThat(versions.first()).containsText("anna");
      versions.first().locator("summary").click();
      assertThat(versions.first().locator(".came").first()).containsText("bathroom.humidity > 90");
      assertThat(page.locator("rule-detail")).containsText("would set");
      button("Go back to this").click();
      assertThat(versions).hasCount(3);
      button("Week").click();
      assertThat(page.locator("rule-backtest .error")).containsText("history store");
    }
  }

  @Test
  void readingsArriveAndAChoiceIsMade() throws Exception {
    controller.read("kitchen.temperature", 21.46);
    assertThat(page.locator("a.warmth[href$='kitchen.temperature']")).containsText("21.5");
    row("kitchen.mode").locator("select").selectOption("comfort");
    assertThat(row("kitchen.mode").locator("point-hold .mark")).containsText("by hand until");
    assertThat(controller.point("kitchen.mode").path("state").path("value").asText())
        .isEqualTo("comfort");
  }

  @Test
  void aHistoryThatDoesNotAnswerIsSaidInThePlaceOfTheChart() {
    open("point/kitchen.temperature");
    assertThat(page.locator("point-history .error")).containsText("history store");
  }

  @Test
  void whoHasGoneComesInAgainByNameAndPassword() {
    open("more");
    button("Sign out").click();
    page.getByLabel("Name").fill("anna");
    page.getByLabel("Password").fill("not it at all");
    button("Sign in").click();
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("wrong name or password");
    page.getByLabel("Password").fill(PASSWORD);
    button("Sign in").click();
    assertThat(page.locator("page-more")).containsText("Signed in as anna");
  }

  private void open(String place) {
    page.navigate(controller.uri() + "/#/" + place);
  }

  private Locator row(String point) {
    return page.locator("point-row:has(a[href$='/" + point + "'])");
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }
}
