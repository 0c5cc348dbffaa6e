// Debian links the library itself; mediasoup asks for a target that it can link whole.
