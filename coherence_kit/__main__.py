"""`python -m coherence_kit` is the command `coherence`."""

from coherence_kit.cli import main

if __name__ == "__main__":
    main()
