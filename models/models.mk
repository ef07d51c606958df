# The bundled models, from treebanks to package data: called by `make models` with two jobs, since
# two components train side by side on two cores faster than one on both. What is done stays done.
PYTHON ?= .venv/bin/python
# Treebanks: core, mid, old, cdb, dev and test .conllu (docs/models.md says what each is).
TREEBANKS ?= $(WOORDELIJK_TREEBANKS)
# Free text for the word vectors: novels in JSON lines, folders of manuals in HTML. Both optional.
NOVELS ?=
MANUALS ?=
B = build/models
OUT = quotes/data/stanza
TRAIN = OMP_NUM_THREADS=1 $(PYTHON) -m models.train $(1) $(B) --treebanks $(TREEBANKS) > $(B)/$(1).log 2>&1

.PHONY: all
.DELETE_ON_ERROR:

all: $(B)/packed
	$(PYTHON) -m models.evaluate $(OUT) --treebanks $(TREEBANKS) --json $(B)/scores.json

$(B)/packed: $(B)/tokenize.pt $(B)/pos.pt $(B)/lemma.pt $(B)/depparse.pt
	$(PYTHON) -m models.package $(B) $(OUT)
	touch $@

$(B)/vectors.pt:
	test -n "$(TREEBANKS)" || { echo "TREEBANKS or WOORDELIJK_TREEBANKS must name a folder" >&2; exit 2; }
	mkdir -p $(B)
	OMP_NUM_THREADS=1 $(PYTHON) -m models.vectors $(B) --treebanks $(TREEBANKS) $(if $(NOVELS),--novels $(NOVELS)) $(foreach folder,$(MANUALS),--manuals $(folder))

# One run writes the training files of all.
$(B)/pos.train.conllu $(B)/lemma.train.conllu $(B)/tokenize.train.txt &: $(B)/vectors.pt
	$(PYTHON) -m models.prepare $(B) --treebanks $(TREEBANKS)

$(B)/tokenize.pt: $(B)/tokenize.train.txt
	$(call TRAIN,tokenize)

$(B)/lemma.pt: $(B)/lemma.train.conllu
	$(call TRAIN,lemma)

$(B)/pos.pt: $(B)/pos.train.conllu
	$(call TRAIN,pos)

$(B)/depparse.start.train.conllu: $(B)/lemma.pt
	OMP_NUM_THREADS=1 $(PYTHON) -m models.predicted $(B) --treebanks $(TREEBANKS) --tags teacher

$(B)/depparse.start.pt: $(B)/depparse.start.train.conllu
	$(call TRAIN,depparse.start)

$(B)/depparse.train.conllu: $(B)/pos.pt $(B)/lemma.pt
	OMP_NUM_THREADS=1 $(PYTHON) -m models.predicted $(B) --treebanks $(TREEBANKS) --tags tagger

$(B)/depparse.pt: $(B)/depparse.train.conllu $(B)/depparse.start.pt
	$(call TRAIN,depparse)
