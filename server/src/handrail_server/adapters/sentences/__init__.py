"""What a whole sentence means: a small transformer, run by ONNX Runtime (the extra `meaning`)."""
