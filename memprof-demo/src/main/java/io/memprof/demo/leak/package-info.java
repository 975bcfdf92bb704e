/**
 * Leaks as teams really write them, one file each, all switched by name at run time. The
 * shop does not know them: they listen to what happens in it.
 */
@NullMarked
package io.memprof.demo.leak;

import org.jspecify.annotations.NullMarked;
