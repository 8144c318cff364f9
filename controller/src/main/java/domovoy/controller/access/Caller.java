package domovoy.controller.access;

import domovoy.core.Source;
import java.util.Set;

/**
 * Who makes a request.
 *
 * @param source the person or program, as it stands in claims and audit
 * @param from the address it comes from
 * @param permissions what it may do
 */
public record Caller(Source source, String from, Set<Permission> permissions) {}
