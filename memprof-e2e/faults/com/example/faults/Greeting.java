package com.example.faults;

import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/**
 * What the host itself records.
 */
@Name("com.example.Greeting")
@StackTrace(false)
class Greeting extends Event {

	String text;

	static void record(String text) {
		Greeting greeting = new Greeting();
		greeting.text = text;
		greeting.commit();
	}

}
