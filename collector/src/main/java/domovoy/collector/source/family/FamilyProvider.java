package domovoy.collector.source.family;

import domovoy.collector.spi.Source;
import domovoy.collector.spi.SourceProvider;
import domovoy.collector.spi.SourceSettings;

/** {@code source: mqtt-devices}. */
public final class FamilyProvider implements SourceProvider {
  @Override
  public String type() {
    return "mqtt-devices";
  }

  @Override
  public Source open(SourceSettings settings) {
    return new FamilySource(settings.settings(FamilySettings.class));
  }
}
