/** What tests share: a clock that they move, programs that they kill, and real peers. */
package domovoy.testing;
