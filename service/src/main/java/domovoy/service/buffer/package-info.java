/**
 * A log of records on disk between a program and a neighbour that may be away: what was taken is
 * kept until every reader has acknowledged it.
 */
package domovoy.service.buffer;
