package domovoy.collector.source.mqtt;

import domovoy.collector.spi.Source;
import domovoy.collector.spi.SourceProvider;
import domovoy.collector.spi.SourceSettings;

/** {@code source: mqtt}. */
public final class MqttProvider implements SourceProvider {
  @Override
  public String type() {
    return "mqtt";
  }

  @Override
  public Source open(SourceSettings settings) {
    return new MqttSource(settings.settings(MqttSettings.class));
  }
}
