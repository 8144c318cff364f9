package domovoy.controller.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.bson.Document;

/**
 * JSON as BSON and back, value by value. MongoDB's extended JSON is not used: in it a household's
 * text such as {@code {"$oid": …}} would change its meaning.
 */
final class JsonBson {
  private JsonBson() {}

  static Object toBson(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        var document = new Document();
        node.properties().forEach(it -> document.append(it.getKey(), toBson(it.getValue())));
        yield document;
      }
      case ARRAY -> {
        var list = new ArrayList<Object>(node.size());
        node.forEach(it -> list.add(toBson(it)));
        yield list;
      }
      case STRING -> node.textValue();
      case BOOLEAN -> node.booleanValue();
      case NULL -> null;
      case NUMBER -> number(node);
      case BINARY, POJO, MISSING ->
          throw new IllegalArgumentException("not JSON: " + node.getNodeType());
    };
  }

  private static Object number(JsonNode node) {
    if (node.isFloatingPointNumber()) {
      return node.doubleValue();
    }
    if (node.canConvertToInt()) {
      return node.intValue();
    }
    if (node.canConvertToLong()) {
      return node.longValue();
    }
    throw new IllegalArgumentException("a whole number beyond 64 bits cannot be stored");
  }

  static JsonNode toJson(Object value) {
    var json = JsonNodeFactory.instance;
    return switch (value) {
      case null -> json.nullNode();
      case Map<?, ?> map -> {
        var object = json.objectNode();
        map.forEach((key, inner) -> object.set((String) key, toJson(inner)));
        yield object;
      }
      case List<?> list -> {
        var array = json.arrayNode();
        list.forEach(it -> array.add(toJson(it)));
        yield array;
      }
      case String text -> json.textNode(text);
      case Boolean on -> json.booleanNode(on);
      case Integer number -> json.numberNode(number);
      case Long number -> json.numberNode(number);
      case Double number -> json.numberNode(number);
      default -> throw new IllegalArgumentException("not written by Domovoy: " + value.getClass());
    };
  }
}
