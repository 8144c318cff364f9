package domovoy.controller.panel;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import domovoy.core.Value;
import domovoy.testing.Browser;
import domovoy.testing.Browser.Screen;
import domovoy.testing.Eventually;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the panel does, in a real browser, for states that are hard to bring about otherwise. */
class PanelTest {
  private static Browser browser;
  private FakeController controller;
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
  void openHouse() {
    controller = new FakeController(getClass().getClassLoader(), 0);
    page = browser.visitor(Screen.TABLET, "en-GB", ColorScheme.LIGHT);
  }

  @AfterEach
  void closeHouse() {
    page.context().close();
    controller.close();
  }

  @Test
  void aNewcomerFollowsTheLinkChoosesAPasswordAndIsAtHome() {
    page.navigate(controller.uri() + "/#/welcome/" + FakeController.TOKEN);
    assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("Welcome home");
    fillIn("anna", "correct horse battery");
    button("Begin").click();
    assertThat(row("kitchen.light")).isVisible();
    assertThat(page.url()).doesNotContain(FakeController.TOKEN);
  }

  @Test
  void aLinkThatWasUsedSaysSo() {
    page.navigate(controller.uri() + "/welcome?token=stale");
    fillIn("anna", "correct horse battery");
    button("Begin").click();
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("this link has been used");
  }

  @Test
  void aWrongPasswordIsRefusedInWords() {
    page.navigate(controller.uri().toString());
    fillIn("anna", "wrong");
    button("Sign in").click();
    assertThat(page.getByRole(AriaRole.ALERT)).hasText("the name or the password is wrong");
  }

  @Test
  void signingOutLeadsToTheDoor() {
    enter();
    page.navigate(controller.uri() + "/#/more");
    button("Sign out").click();
    assertThat(button("Sign in")).isVisible();
    page.reload();
    assertThat(button("Sign in")).isVisible();
  }

  @Test
  void readingsArriveByThemselves() {
    enter();
    controller.read("kitchen.temperature", Value.of(25.25));
    assertThat(page.locator("a.warmth[href$='kitchen.temperature']")).containsText("25.3");
    controller.read("kitchen.leak", Value.ON);
    assertThat(row("kitchen.leak").locator(".value")).hasText("wet");
  }

  @Test
  void aRoomThatANodeBringsAppearsByItself() {
    enter();
    controller.addNursery();
    assertThat(row("nursery.noise")).containsText("Noise");
  }

  @Test
  void aTravellerSeesTheTimeOfTheHouse() {
    enter();
    var before = LocalTime.now(FakeController.ZONE);
    var shown = LocalTime.parse(page.locator(".clock b").textContent());
    assertThat(Duration.between(before.truncatedTo(ChronoUnit.MINUTES), shown).abs())
        .isIn(Duration.ZERO, Duration.ofMinutes(1), Duration.ofDays(1).minusMinutes(1));
  }

  @Test
  void theSwitchCommandsAndShowsWhoHoldsItUntilWhenAndLetsGo() {
    enter();
    var light = toggle("kitchen.light");
    assertThat(light).hasAttribute("aria-checked", "false");
    light.click();
    assertThat(light).hasAttribute("aria-checked", "true");
    var hold = row("kitchen.light").locator("point-hold");
    assertThat(hold.locator(".mark"))
        .hasText(java.util.regex.Pattern.compile("by hand until \\d\\d:\\d\\d"));
    assertThat(controller.commands()).containsExactly("kitchen.light=true");
    hold.getByRole(AriaRole.BUTTON).click();
    assertThat(hold.locator(".mark")).hasCount(0);
  }

  @Test
  void theDimmerSendsWhereItIsLetGo() {
    enter();
    row("living-room.light").locator("input").fill("85");
    assertThat(row("living-room.light").locator("output")).hasText("85 %");
    Eventually.within(
        Duration.ofSeconds(5),
        () -> assertThat(controller.commands()).containsExactly("living-room.light=85"));
  }

  @Test
  void aCommandThatFailsSaysWhyAndTheSwitchGoesBack() {
    enter();
    var stove = toggle("sauna.stove");
    stove.click();
    assertThat(row("sauna.stove").locator(".error")).containsText("node pi-sauna is not reached");
    assertThat(stove).hasAttribute("aria-checked", "false");
    assertThat(controller.commands()).isEmpty();
    Browser.photograph(page, "tablet-command-failed");
  }

  @Test
  void aSwitchWaitsForTheHouseBeforeItClaimsToBeDone() {
    enter();
    var busy = row("water.main-valve").locator("[aria-busy=true]");
    toggle("water.main-valve").click();
    assertThat(busy).isVisible();
    controller.turnValve();
    assertThat(busy).hasCount(0);
    assertThat(toggle("water.main-valve")).hasAttribute("aria-checked", "false");
  }

  @Test
  void aCommandBeneathAHigherClaimSaysWhoDecides() {
    enter();
    toggle("bathroom.fan").click();
    assertThat(row("bathroom.fan").locator(".error")).containsText("the rule leak holds it off");
    assertThat(toggle("bathroom.fan")).hasAttribute("aria-checked", "true");
  }

  @Test
  void aGuestSeesTheHouseAndMovesNothing() {
    controller.admit("guest", List.of("read"));
    controller.openIncident("leak", "Water under the sink", "Вода под мойкой");
    enter();
    assertThat(toggle("kitchen.light")).isDisabled();
    assertThat(page.locator("panel-banner strong")).hasText("Water under the sink");
    assertThat(button("Acknowledge")).hasCount(0);
    assertThat(page.locator("nav")).not().containsText("Audit");
  }

  @Test
  void valuesInDoubtLookAndReadDifferently() {
    enter();
    assertThat(row("cellar.power").locator("article")).hasClass("good ");
    assertThat(row("cellar.pressure").locator("article.bad")).containsText("not plausible");
    assertThat(row("bedroom.humidity").locator("article.bad")).containsText("stuck");
    assertThat(row("kitchen.humidity").locator("article.old")).containsText("silent, last 25 min");
    assertThat(row("sauna.stove").locator("article.old")).containsText("node unreachable");
    assertThat(page.locator("a.warmth.old[href$='yard.temperature']")).isVisible();
    assertThat(page.locator("h1")).hasText("Calm, but not all is seen");
  }

  @Test
  void anIncidentIsOnTopByItselfAndQuietOnceAcknowledged() {
    enter();
    controller.openIncident("leak", "Water <b>under</b> the sink", "Вода под мойкой");
    var banner = page.locator("panel-banner li");
    assertThat(banner.locator("strong")).hasText("Water <b>under</b> the sink");
    assertThat(page.locator("h1")).hasText("1 thing needs you");
    button("Acknowledge").click();
    assertThat(banner).hasClass("seen");
    assertThat(banner).containsText("acknowledged anna");
  }

  @Test
  void theChartShowsTheLengthThatIsAskedFor() {
    enter();
    page.navigate(controller.uri() + "/#/point/living-room.temperature");
    assertThat(page.locator(".uplot canvas")).isVisible();
    var asked =
        page.waitForRequest(
            it -> it.url().contains("/history") && it.url().contains("step=PT1H"),
            () -> button("Week").click());
    assertThat(asked.url()).contains("points/living-room.temperature/history");
    assertThat(button("Week")).hasAttribute("aria-pressed", "true");
    assertThat(page.locator("point-history .sum")).containsText("mean");
  }

  @Test
  void theLanguageChangesAtOnceAndIsRemembered() {
    enter();
    page.navigate(controller.uri() + "/#/more");
    button("Русский").click();
    assertThat(page.locator("nav")).containsText("Журнал");
    page.navigate(controller.uri() + "/#/");
    page.reload();
    assertThat(page.locator("a.warmth[href$='kitchen.temperature']")).containsText("22,4");
    assertThat(page.locator(".facts")).containsText("5 датчиков под сомнением");
    assertThat(page.locator("html")).hasAttribute("lang", "ru");
  }

  @Test
  void aLostConnectionIsSaidAndMendsItself() {
    enter();
    var port = controller.uri().getPort();
    controller.close();
    var line = page.locator(".link.lost");
    assertThat(line).containsText("Connection lost");
    assertThat(page.locator("h1")).hasText("No word from the house");
    assertThat(toggle("kitchen.light")).isDisabled();
    Browser.photograph(page, "tablet-connection-lost");
    controller = new FakeController(getClass().getClassLoader(), port);
    assertThat(line).hasCount(0);
    controller.read("kitchen.temperature", Value.of(30));
    assertThat(page.locator("a.warmth[href$='kitchen.temperature']")).containsText("30.0");
  }

  @Test
  void aSessionThatEndsLeadsToTheDoor() {
    enter();
    controller.endSessions();
    assertThat(button("Sign in")).isVisible();
  }

  @Test
  void aFunctionThatFailsIsShownAndLeavesTheOthersAlone(@TempDir Path folder) throws Exception {
    var functions = Files.createDirectories(folder.resolve("panel/functions"));
    Files.writeString(functions.resolve("broken.js"), "throw new Error('no spare parts');");
    Files.writeString(
        functions.resolve("sulky.js"),
        """
        import { html, PanelElement, register } from 'panel';
        class SulkyCard extends PanelElement {
          render() { return html`${this.nothing.here}`; }
        }
        customElements.define('sulky-card', SulkyCard);
        register({ id: 'sulky', cards: [{ place: 'home', tag: 'sulky-card' }] });
        """);
    controller.close();
    try (var loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      controller = new FakeController(loader, 0);
      enter();
      assertThat(page.locator("main > .fault")).containsText("no spare parts");
      assertThat(page.locator("panel-guard .fault", new Page.LocatorOptions()).last())
          .containsText("<sulky-card>");
      assertThat(row("kitchen.light")).isVisible();
      Browser.photograph(page, "tablet-function-failed");
    }
  }

  @Test
  void theExampleOfTheGuideWorks(@TempDir Path folder) throws Exception {
    var guide = Files.readString(Path.of("../docs/extending.md"));
    var from = guide.indexOf("```js\n") + 6;
    var functions = Files.createDirectories(folder.resolve("panel/functions"));
    Files.writeString(
        functions.resolve("warmth.js"), guide.substring(from, guide.indexOf("```", from)));
    controller.close();
    try (var loader =
        new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
      controller = new FakeController(loader, 0);
      enter();
      assertThat(page.locator("warmth-card")).containsText("Coldest: Yard, −6.4 °C");
      page.locator("nav").getByText("Warmth").click();
      assertThat(page.locator("page-warmth li")).hasCount(7);
      controller.read("yard.temperature", Value.of(40));
      assertThat(page.locator("page-warmth li").nth(5)).containsText("Yard");
      page.navigate(controller.uri() + "/#/more");
      button("Русский").click();
      assertThat(page.locator("nav")).containsText("Тепло");
    }
  }

  private void enter() {
    page.navigate(controller.uri().toString());
    fillIn("anna", "correct horse battery");
    button("Sign in").click();
    row("kitchen.light").waitFor();
  }

  private void fillIn(String name, String password) {
    page.getByLabel("Name").fill(name);
    page.getByLabel("Password").fill(password);
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private Locator row(String point) {
    return page.locator("point-row:has(a[href$='/" + point + "'])");
  }

  private Locator toggle(String point) {
    return row(point).getByRole(AriaRole.SWITCH);
  }
}
