"""The pages, a module each; what they show comes from the store and the workers."""
