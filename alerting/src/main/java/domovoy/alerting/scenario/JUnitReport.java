package domovoy.alerting.scenario;

import java.io.Writer;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Results in the XML that continuous integration reads: a suite per file, a case per scenario. */
public final class JUnitReport {
  private static final double SECOND = 1e9;

  private final XMLStreamWriter xml;

  private JUnitReport(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * Writes the report.
   *
   * @param results the results by the name of their file
   * @throws XMLStreamException when the writer fails
   */
  public static void write(Map<String, List<ScenarioResult>> results, Writer out)
      throws XMLStreamException {
    var xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(out);
    var report = new JUnitReport(xml);
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeStartElement("testsuites");
    for (var suite : results.entrySet()) {
      report.suite(suite.getKey(), suite.getValue());
    }
    xml.writeEndElement();
    xml.writeEndDocument();
    xml.flush();
  }

  private void suite(String file, List<ScenarioResult> results) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", clean(file));
    xml.writeAttribute("tests", Integer.toString(results.size()));
    xml.writeAttribute(
        "failures", Long.toString(results.stream().filter(it -> !it.passed()).count()));
    xml.writeAttribute("errors", "0");
    for (var result : results) {
      test(file, result);
    }
    xml.writeEndElement();
  }

  private void test(String file, ScenarioResult result) throws XMLStreamException {
    xml.writeStartElement("testcase");
    xml.writeAttribute("classname", clean(file));
    xml.writeAttribute("name", clean(result.scenario().name()));
    xml.writeAttribute(
        "time", "%.3f".formatted(result.took().toNanos() / SECOND).replace(',', '.'));
    if (!result.passed()) {
      var first = result.differences().getFirst();
      xml.writeStartElement("failure");
      xml.writeAttribute(
          "message",
          clean("%s: expected %s, was %s".formatted(first.what(), first.expected(), first.was())));
      xml.writeCharacters(clean(String.join("\n", result.log())));
      xml.writeEndElement();
    }
    xml.writeEndElement();
  }

  /** XML 1.0 has no way to write control characters. */
  private static String clean(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ud800-\\udfff\\ufffe\\uffff]", "?");
  }
}
