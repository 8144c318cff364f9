package domovoy.dashboards;

import domovoy.core.Title;
import java.util.List;
import java.util.Locale;

/** A language in which the dashboards are made. */
public enum Language {
  EN,
  RU;

  public static final List<Language> ALL = List.of(values());

  /** Its ISO 639-1 code, the name of its folder. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  String of(Title title) {
    return title.in(code(), "");
  }
}
