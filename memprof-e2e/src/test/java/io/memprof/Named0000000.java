package io.memprof;

/**
 * Others are made from its bytes, which differ in the number only.
 */
public class Named0000000 {

}
