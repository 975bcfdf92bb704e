/**
 * A shop that is checked for leaks: an application outside of memprof's own packages.
 */
package com.example.shop;
