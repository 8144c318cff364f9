package domovoy.testing;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Debian's Chromium, and what it complained of. A machine without it skips the test. */
public final class Browser implements AutoCloseable {
  /** A screen that the panel is made for. */
  public enum Screen {
    PHONE(390, 844),
    TABLET(1180, 820),
    TV(1920, 1080);

    private final int width;
    private final int height;

    Screen(int width, int height) {
      this.width = width;
      this.height = height;
    }

    /** In pixels, as are all sizes here. */
    public int width() {
      return width;
    }

    public int height() {
      return height;
    }
  }

  /** Milliseconds that a page has for what is expected of it; a node is asked every 5 s. */
  private static final int PATIENCE = 15_000;

  private final Playwright playwright;
  private final com.microsoft.playwright.Browser chromium;
  private final List<String> complaints = new ArrayList<>();

  public Browser() {
    var path = Program.require("chromium");
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
    playwright =
        Playwright.create(
            new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    chromium =
        playwright
            .chromium()
            .launch(
                new BrowserType.LaunchOptions()
                    .setExecutablePath(path)
                    .setArgs(
                        List.of(
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--disable-quic",
                            "--no-first-run",
                            "--disable-background-networking",
                            "--disable-component-update",
                            "--disable-sync")));
  }

  /** A new visitor's page, without cookies, whose browser prefers the language. */
  public Page visitor(Screen screen, String language, ColorScheme colours) {
    BrowserContext context =
        chromium.newContext(
            new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(screen.width, screen.height)
                .setLocale(language)
                .setTimezoneId("America/New_York") // away from home
                .setHasTouch(screen != Screen.TV)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setColorScheme(colours));
    var page = context.newPage();
    page.setDefaultTimeout(PATIENCE);
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error") || message.type().equals("warning")) {
            complaints.add(message.text() + " " + message.location());
          }
        });
    page.onPageError(complaints::add);
    return page;
  }

  /** Errors and warnings of the pages so far, breaches of the content policy among them. */
  public List<String> complaints() {
    return List.copyOf(complaints);
  }

  /** Keeps a picture of the page in the module's {@code target/screens}. */
  public static void photograph(Page page, String name) {
    page.screenshot(
        new Page.ScreenshotOptions().setPath(Path.of("target", "screens", name + ".png")));
  }

  @Override
  public void close() {
    chromium.close();
    playwright.close();
  }
}
